using Satchel.Accounts.Messages;
using Satchel.Server.Accounts;
using Satchel.Server.Database;
using Satchel.Server.Devices;
using Satchel.Server.Pages.Texts;
using Satchel.Server.Plans;

namespace Satchel.Server.Pages;

/// <summary>What happened to an account.</summary>
internal sealed class LogModel(AccountQueries accounts, DeviceQueries devices, ServerDatabase database, Catalogue catalogue, TimeProvider time) : AccountPage(accounts, catalogue, time)
{
    private const int ShortIdCharacters = 8;

    private Dictionary<string, string> _names = [];

    public override Text Title => LogTexts.Title;

    public IReadOnlyList<AccountEvent> Events { get; private set; } = [];

    public async Task OnGetAsync()
    {
        _names = (await devices.ListAsync(Account.Id, Aborted)).ToDictionary(device => device.Id, device => device.Name);
        Events = (await AccountEvents.ListAsync(database, Account.Id, Aborted)).Events;
    }

    public string NameOf(string kind) => kind switch
    {
        AccountEvents.Signup => T(LogTexts.Signup),
        AccountEvents.Login => T(LogTexts.Login),
        AccountEvents.LoginFailed => T(LogTexts.LoginFailed),
        AccountEvents.DeviceAdded => T(LogTexts.DeviceAdded),
        AccountEvents.DeviceRevoked => T(LogTexts.DeviceRevoked),
        AccountEvents.OwnerToken => T(LogTexts.OwnerToken),
        AccountEvents.PageSignIn => T(LogTexts.PageSignIn),
        AccountEvents.ErasureAsked => T(LogTexts.ErasureAsked),
        AccountEvents.ErasureStopped => T(LogTexts.ErasureStopped),
        _ => T(LogTexts.Other, kind),
    };

    public string DeviceOf(string? device) => device is null ? "" : _names.TryGetValue(device, out string? name) ? name : T(LogTexts.Gone, device[..Math.Min(ShortIdCharacters, device.Length)]);
}
