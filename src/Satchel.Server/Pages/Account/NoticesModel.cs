using Satchel.Server.Accounts;
using Satchel.Server.Notices;
using Satchel.Server.Pages.Texts;
using Satchel.Server.Plans;

namespace Satchel.Server.Pages;

/// <summary>What an account was told.</summary>
internal sealed class NoticesModel(AccountQueries accounts, NoticeHistory history, Catalogue catalogue, TimeProvider time) : AccountPage(accounts, catalogue, time)
{
    public override Text Title => NoticeTexts.Title;

    public IReadOnlyList<NoticeEntry> Notices { get; private set; } = [];

    public async Task OnGetAsync() => Notices = await history.ListAsync(Account.Id, Language.Tag(), Aborted);
}
