namespace Satchel.Cli.Cloud;

/// <summary>What this device keeps of an account: who it is there, and its key.</summary>
/// <param name="Server">The cloud's address.</param>
/// <param name="Account">The account's id.</param>
/// <param name="Email">Its address, which signing in by passphrase needs.</param>
/// <param name="Device">The id that the server gave this device.</param>
/// <param name="Name">What the person calls it.</param>
/// <param name="Key">The seed of its signing key.</param>
internal sealed record CloudDevice(string Server, string Account, string Email, string Device, string Name, byte[] Key)
{
    /// <summary>Never the key.</summary>
    public override string ToString() => $"{Device} at {Server}";
}
