namespace Satchel.Server.Pages.SignIn;

/// <summary>A link that has not been used.</summary>
internal sealed class PageLink
{
    public string Account { get; init; } = "";

    public string? Device { get; init; }

    /// <summary>The address of the account, so that a person sees whose it is.</summary>
    public string Email { get; init; } = "";
}
