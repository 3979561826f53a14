using Satchel.Server.Pages.Texts;
using Satchel.Server.Problems;

namespace Satchel.Server.Pages;

/// <summary>
/// Where a provider sends people back to. They come from another site, so the browser leaves the session's cookie at home; from
/// here, a page of this server, they go on to the order with it.
/// </summary>
internal sealed class PaidModel : SatchelPage
{
    public override Text Title => PayTexts.BackTitle;

    public string Id { get; private set; } = "";

    public void OnGet(string id)
    {
        Id = id.All(char.IsAsciiHexDigitLower) ? id : throw new ProblemException(Problem.NotFound);
        RefreshTo = $"/account/orders/{id}";
        RefreshSeconds = 0;
    }
}
