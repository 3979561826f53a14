namespace Satchel.Pages.Tests;

/// <summary>In whose language, on which screen and in which light a page is looked at.</summary>
internal sealed record Look(bool Chinese = false, bool Dark = false, bool Phone = false)
{
    /// <summary>Each language with each light and each screen.</summary>
    public static TheoryData<bool, bool, bool> All => new()
    {
        { false, false, false },
        { true, true, false },
        { false, true, true },
        { true, false, true },
    };

    public override string ToString() => $"{(Chinese ? "zh" : "en")}-{(Dark ? "dark" : "light")}-{(Phone ? "390" : "1280")}";
}
