namespace Satchel.Browser.Tests;

/// <summary>In whose language, on which screen and in which light a page is looked at.</summary>
internal sealed record Look(bool Chinese = false, bool Dark = false, bool Phone = false)
{
    public static TheoryData<bool, bool, bool> All
    {
        get
        {
            TheoryData<bool, bool, bool> looks = [];
            foreach ((bool chinese, bool dark, bool phone) in new[] { (false, false, false), (true, true, false), (false, true, true), (true, false, true) })
            {
                looks.Add(chinese, dark, phone);
            }

            return looks;
        }
    }

    /// <summary>Both languages, for journeys.</summary>
    public static TheoryData<bool> Languages => [false, true];
}
