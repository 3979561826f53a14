using Microsoft.AspNetCore.Mvc;
using Satchel.Server.Accounts;
using Satchel.Server.Devices;
using Satchel.Server.Pages.Texts;
using Satchel.Server.Plans;
using Satchel.Server.Problems;

namespace Satchel.Server.Pages;

/// <summary>The devices of an account; each can be signed out.</summary>
internal sealed class DevicesModel(AccountQueries accounts, DeviceQueries devices, Catalogue catalogue, TimeProvider time) : AccountPage(accounts, catalogue, time)
{
    public override Text Title => DeviceTexts.Title;

    public IReadOnlyList<DeviceRow> Devices { get; private set; } = [];

    /// <summary>The name of the device that was just signed out.</summary>
    public string? Revoked { get; private set; }

    public async Task OnGetAsync() => Devices = await devices.ListAsync(Account.Id, Aborted);

    public async Task<IActionResult> OnPostAsync(string? id)
    {
        DeviceRow device = (await devices.ListAsync(Account.Id, Aborted)).FirstOrDefault(one => one.Id == id) ?? throw new ProblemException(Problem.DeviceNotFound);
        await devices.RevokeAsync(Account.Id, device.Id, Aborted);
        if (device.Id == Visitor!.Device)
        {
            return Redirect("/sign-out");
        }

        Revoked = device.Name;
        await OnGetAsync();
        return Page();
    }
}
