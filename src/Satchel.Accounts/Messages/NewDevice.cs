namespace Satchel.Accounts.Messages;

/// <summary>A device to add to an account; also the body of <c>POST /v1/devices</c>.</summary>
/// <param name="Name">What the person calls it.</param>
/// <param name="Key">Its public key.</param>
public sealed record NewDevice(string Name, byte[] Key)
{
    /// <summary>The longest name.</summary>
    public const int MaxNameCharacters = 100;
}
