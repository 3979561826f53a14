namespace Satchel.Storage.Http;

/// <summary>Where a store on a Satchel cloud takes the tokens from that its requests carry. Safe for use by several threads.</summary>
public interface ICloudCredentials
{
    /// <summary>A bearer token that is good now.</summary>
    /// <param name="owner">Whether it must allow deleting blobs and heads, which a device's own token does not.</param>
    /// <param name="renew">Whether the one given last was refused, so that a new one is needed whatever its age.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="StorageException"><see cref="StorageProblem.NotAllowed"/>: this device has no account there, or no longer;
    /// <see cref="StorageProblem.Unreachable"/>: the server does not answer.</exception>
    ValueTask<string> TokenAsync(bool owner, bool renew, CancellationToken cancellationToken);
}
