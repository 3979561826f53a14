namespace Satchel.Server.Plans;

/// <summary>Where a plan can be bought. The price may differ, what is bought does not.</summary>
internal static class Platforms
{
    public const string Iphone = "iphone";
    public const string Android = "android";
    public const string Desktop = "desktop";

    public static readonly IReadOnlyList<string> All = [Iphone, Android, Desktop];
}
