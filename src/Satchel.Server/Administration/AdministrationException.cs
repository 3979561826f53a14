namespace Satchel.Server.Administration;

/// <summary>What the operator asked for cannot be done; the message says why.</summary>
internal sealed class AdministrationException(string message, bool isBadUsage = false) : Exception(message)
{
    /// <summary>Whether the arguments are to blame.</summary>
    public bool IsBadUsage { get; } = isBadUsage;
}
