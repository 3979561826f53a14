using System.Diagnostics;
using System.Security.Cryptography;
using Satchel.Vaults.Native;

namespace Satchel.Vaults.Keys;

/// <summary>What it costs to try a passphrase (docs/format.md, section 5.3): Argon2id with this memory, these passes and this salt.</summary>
internal sealed record PassphraseCost(long MemoryBytes, int Passes, byte[] Salt)
{
    /// <summary>The floor that a storage cannot lower.</summary>
    public const long LeastMemoryBytes = 64L * 1024 * 1024;

    /// <summary>The floor that a storage cannot lower.</summary>
    public const int LeastPasses = 3;

    /// <summary>The ceiling beyond which a storage would make opening cost what no vault asks for.</summary>
    public const long MostMemoryBytes = 1024L * 1024 * 1024;

    /// <summary>The ceiling beyond which a storage would make opening cost what no vault asks for.</summary>
    public const int MostPasses = 64;

    // More memory would be better against guessing, but every command that opens a vault stays under 160 MiB.
    private const long ChosenMemoryBytes = LeastMemoryBytes;
    private const int MostChosenPasses = 16;
    private static readonly TimeSpan ChosenTime = TimeSpan.FromSeconds(0.25);

    /// <summary>Whether the numbers are between floor and ceiling.</summary>
    public bool IsAllowed => MemoryBytes is >= LeastMemoryBytes and <= MostMemoryBytes && Passes is >= LeastPasses and <= MostPasses;

    /// <summary>
    /// A new salt, and so many passes that this machine takes about a quarter of a second; the floor where the clock
    /// stands still. Measured by making the key, which therefore comes with it.
    /// </summary>
    public static (PassphraseCost Cost, Secret Key) Tune(PassphraseSecret passphrase, TimeProvider time)
    {
        var floor = new PassphraseCost(ChosenMemoryBytes, LeastPasses, RandomNumberGenerator.GetBytes(Sodium.SaltBytes));
        long start = time.GetTimestamp();
        Secret key = floor.Derive(passphrase);
        double secondsEach = time.GetElapsedTime(start).TotalSeconds / LeastPasses;
        int passes = secondsEach <= 0 ? LeastPasses : (int)Math.Clamp(ChosenTime.TotalSeconds / secondsEach, LeastPasses, MostChosenPasses);
        if (passes == LeastPasses)
        {
            return (floor, key);
        }

        key.Dispose();
        PassphraseCost cost = floor with { Passes = passes };
        return (cost, cost.Derive(passphrase));
    }

    /// <summary>The key that a passphrase makes.</summary>
    public Secret Derive(PassphraseSecret passphrase)
    {
        Debug.Assert(IsAllowed, "A cost that was read was checked.");
        var key = new Secret(KeyDerivation.KeyBytes);
        Sodium.Argon2Id(passphrase.Bytes.Span, Salt, Passes, MemoryBytes, key.Span);
        return key;
    }
}
