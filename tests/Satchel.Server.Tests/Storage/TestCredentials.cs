using Satchel.Storage.Http;

namespace Satchel.Server.Tests.Storage;

/// <summary>The tokens of an account that a test made.</summary>
internal sealed class TestCredentials(TestAccount account) : ICloudCredentials
{
    /// <summary>Given out until it is refused.</summary>
    public string? FirstToken { get; init; }

    /// <summary>How often a token was refused.</summary>
    public int Renewals { get; private set; }

    public ValueTask<string> TokenAsync(bool owner, bool renew, CancellationToken cancellationToken)
    {
        Renewals += renew ? 1 : 0;
        return ValueTask.FromResult(FirstToken is { } first && Renewals == 0 ? first : owner ? account.OwnerToken : account.AddToken);
    }
}
