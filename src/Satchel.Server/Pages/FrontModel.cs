using Satchel.Server.Pages.Texts;

namespace Satchel.Server.Pages;

/// <summary>The public page: what this is, what it costs, what happens without paying, and who can read what.</summary>
internal sealed class FrontModel : SatchelPage
{
    public override Text Title => FrontTexts.Title;
}
