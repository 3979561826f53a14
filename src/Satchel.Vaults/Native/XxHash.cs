using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Satchel.Vaults.Native;

/// <summary>
/// XXH3 through libxxhash (Debian: libxxhash0). It decides where nodes end and spreads the inputs of salts; nothing rests
/// on it being hard to invert or to collide.
/// </summary>
internal static unsafe partial class XxHash
{
    private const string Library = "libxxhash.so.0";

    /// <summary>XXH3, 64 bits, with a seed.</summary>
    public static ulong Hash64(ReadOnlySpan<byte> bytes, ulong seed)
    {
        fixed (byte* start = bytes)
        {
            return Hash64(start, (nuint)bytes.Length, seed);
        }
    }

    /// <summary>XXH3, 128 bits, in its canonical form: high half first, big-endian.</summary>
    public static void Hash128(ReadOnlySpan<byte> bytes, Span<byte> destination16)
    {
        fixed (byte* start = bytes)
        {
            Halves hash = Hash128(start, (nuint)bytes.Length);
            BinaryPrimitives.WriteUInt64BigEndian(destination16, hash.High);
            BinaryPrimitives.WriteUInt64BigEndian(destination16[8..], hash.Low);
        }
    }

    [LibraryImport(Library, EntryPoint = "XXH3_64bits_withSeed"), SuppressGCTransition]
    private static partial ulong Hash64(byte* bytes, nuint lengthBytes, ulong seed);

    [LibraryImport(Library, EntryPoint = "XXH3_128bits"), SuppressGCTransition]
    private static partial Halves Hash128(byte* bytes, nuint lengthBytes);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Halves
    {
        public readonly ulong Low;
        public readonly ulong High;
    }
}
