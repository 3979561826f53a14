using System.Runtime.InteropServices;

namespace Satchel.Chats.Native;

/// <summary>XXH3-128 of libxxhash (Debian: libxxhash0). Not cryptographic: it only tells which pages of a local file changed.</summary>
internal static unsafe partial class XxHash3Library
{
    public static UInt128 Hash(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            Hash128 hash = Hash(start, (nuint)bytes.Length);
            return new UInt128(hash.High, hash.Low);
        }
    }

    /// <summary>XXH3 of 64 bits, under a seed.</summary>
    public static ulong Hash(ReadOnlySpan<byte> bytes, ulong seed)
    {
        fixed (byte* start = bytes)
        {
            return Hash(start, (nuint)bytes.Length, seed);
        }
    }

    [LibraryImport("libxxhash.so.0", EntryPoint = "XXH3_64bits_withSeed"), SuppressGCTransition]
    private static partial ulong Hash(byte* bytes, nuint lengthBytes, ulong seed);

    [LibraryImport("libxxhash.so.0", EntryPoint = "XXH3_128bits")]
    private static partial Hash128 Hash(byte* bytes, nuint lengthBytes);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Hash128
    {
        public readonly ulong Low;
        public readonly ulong High;
    }
}
