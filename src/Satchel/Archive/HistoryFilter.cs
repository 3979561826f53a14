namespace Satchel.Archive;

/// <summary>Narrows a vault that holds several histories. What is null lets everything through.</summary>
/// <param name="App">The app: <c>whatsapp</c>.</param>
/// <param name="Platform">The platform: <c>android</c>.</param>
/// <param name="Account">The owner's id.</param>
public sealed record HistoryFilter(string? App = null, string? Platform = null, string? Account = null)
{
    /// <summary>Lets everything through.</summary>
    public static HistoryFilter Everything { get; } = new();

    /// <summary>Whether a history of this app, platform and account is meant.</summary>
    public bool Admits(string app, string platform, string? account) =>
        (App is null || App == app) && (Platform is null || Platform == platform) && (Account is null || Account == account);
}
