namespace Satchel.Vaults;

/// <summary>Which history a snapshot is of. With the device that backs it up it names a source.</summary>
/// <param name="App">The chat app: <c>whatsapp</c>.</param>
/// <param name="Platform">Where it runs: <c>android</c>.</param>
/// <param name="Edition">Which edition of the app, where there are several: <c>business</c>.</param>
/// <param name="Account">The account's id in the app, where it is known.</param>
/// <param name="Name">What a person calls it; says nothing about which source it is.</param>
public sealed record SourceIdentity(string App, string Platform, string? Edition, string? Account, string? Name)
{
    /// <summary>
    /// Which of the stores that the app leaves on one machine: <c>3.x</c> and <c>4.x</c> of WeChat's desktop app, which are both there after an update; null
    /// where an app has one. The account is the same, but neither is a later state of the other.
    /// </summary>
    public string? Store { get; init; }

    /// <summary>Whether both name the same history: all but <see cref="Name"/> is equal.</summary>
    public bool IsSameSource(SourceIdentity other) =>
        App == other.App && Platform == other.Platform && Edition == other.Edition && Store == other.Store && Account == other.Account;
}
