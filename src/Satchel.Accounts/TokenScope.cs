namespace Satchel.Accounts;

/// <summary>What a token allows.</summary>
public static class TokenScope
{
    /// <summary>Reading, storing blobs and advancing heads: what a device does every day.</summary>
    public const string Add = "add";

    /// <summary>Deleting as well, and what changes the account.</summary>
    public const string Owner = "owner";
}
