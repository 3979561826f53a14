using Satchel.Server.Pages.Texts;

namespace Satchel.Server.Pages;

/// <summary>A place in the menu of an account.</summary>
internal sealed record MenuEntry(string Path, Text Name)
{
    /// <summary>Whether an address is that place, or below it.</summary>
    public bool IsAt(string path) => path.Equals(Path, StringComparison.OrdinalIgnoreCase)
        || (Path != Menu.Start && path.StartsWith(Path + "/", StringComparison.OrdinalIgnoreCase));
}
