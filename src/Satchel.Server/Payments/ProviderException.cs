namespace Satchel.Server.Payments;

/// <summary>A provider of payments did not do what it was asked for. The message is for the operator's log and holds no personal data.</summary>
internal sealed class ProviderException(string provider, bool mayPass, string message, Exception? inner = null) : Exception($"{provider}: {message}", inner)
{
    /// <summary>Which provider.</summary>
    public string Provider { get; } = provider;

    /// <summary>Whether asking again later may help: it is away, and has not refused.</summary>
    public bool MayPass { get; } = mayPass;
}
