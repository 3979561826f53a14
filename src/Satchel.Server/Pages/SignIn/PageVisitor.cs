namespace Satchel.Server.Pages.SignIn;

/// <summary>Whoever is signed in to the pages.</summary>
internal sealed class PageVisitor
{
    public string Account { get; init; } = "";

    /// <summary>The device that made the link; null where the link came by e-mail.</summary>
    public string? Device { get; init; }
}
