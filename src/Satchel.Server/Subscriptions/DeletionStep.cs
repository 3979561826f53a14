namespace Satchel.Server.Subscriptions;

/// <summary>The two steps of a deletion.</summary>
internal enum DeletionStep
{
    /// <summary>Into the trash, from where it can come back.</summary>
    Trash,

    /// <summary>Out of the trash, from where it cannot.</summary>
    Erase,
}
