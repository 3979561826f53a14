using System.Runtime.InteropServices;

namespace Satchel.Chats.Native;

/// <summary>Bytes that libzstd reads from or writes to, and how many it has: <c>ZSTD_inBuffer</c> and <c>ZSTD_outBuffer</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ZstdBuffer
{
    public byte* Bytes;
    public nuint LengthBytes;
    public nuint Position;
}
