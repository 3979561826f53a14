using Satchel.Server.Pages.Texts;

namespace Satchel.Server.Pages;

/// <summary>The places of an account.</summary>
internal static class Menu
{
    /// <summary>Where somebody who has signed in begins.</summary>
    public const string Start = "/account";

    public static readonly IReadOnlyList<MenuEntry> Entries =
    [
        new(Start, OverviewTexts.Menu),
        new("/account/pay", PayTexts.Menu),
        new("/account/orders", OrderTexts.Menu),
        new("/account/devices", DeviceTexts.Title),
        new("/account/family", FamilyTexts.Title),
        new("/account/notices", NoticeTexts.Title),
        new("/account/log", LogTexts.Menu),
        new("/account/data", DataTexts.Menu),
    ];
}
