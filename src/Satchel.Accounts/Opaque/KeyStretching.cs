using Satchel.Accounts.Native;

namespace Satchel.Accounts.Opaque;

/// <summary>
/// What it costs to try a passphrase for somebody who has all that the server holds: Argon2id with one lane and a salt of
/// zeros, as RFC 9807 has it (the salt is in what is stretched). Another cost is another key, so a client keeps to the
/// one that an account was made with.
/// </summary>
public sealed class KeyStretching
{
    /// <summary>The least memory.</summary>
    public const long LeastMemoryBytes = 64L * 1024 * 1024;

    /// <summary>The fewest passes.</summary>
    public const int LeastPasses = 3;

    private readonly long _memoryBytes;
    private readonly int _passes;

    /// <summary>A cost of one's own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below <see cref="LeastMemoryBytes"/> or <see cref="LeastPasses"/>.</exception>
    public KeyStretching(long memoryBytes, int passes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(memoryBytes, LeastMemoryBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(passes, LeastPasses);
        (_memoryBytes, _passes) = (memoryBytes, passes);
    }

    private KeyStretching()
    {
    }

    /// <summary>256 MiB and three passes: below a second on a small machine, and paid only to sign in.</summary>
    public static KeyStretching Default { get; } = new(256L * 1024 * 1024, LeastPasses);

    /// <summary>No stretching at all: what the RFC's test vectors use, and nothing else may.</summary>
    internal static KeyStretching Identity { get; } = new();

    internal byte[] Stretch(byte[] input)
    {
        if (_passes == 0)
        {
            return [.. input];
        }

        byte[] stretched = GC.AllocateUninitializedArray<byte>(OpaqueSizes.Hash, pinned: true);
        Sodium.Argon2IdUnsalted(input, _passes, _memoryBytes, stretched);
        return stretched;
    }
}
