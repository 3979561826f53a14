namespace Satchel.Server.Tokens;

/// <summary>What a token lets its holder do. The database holds the numbers.</summary>
internal enum CallerScope
{
    /// <summary>Everyday: read, add blobs, advance heads.</summary>
    Add = 0,

    /// <summary>The account's owner: deletes as well, adds devices, ends the account.</summary>
    Owner = 1,
}
