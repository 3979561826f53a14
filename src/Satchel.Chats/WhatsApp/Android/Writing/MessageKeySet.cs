using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Satchel.Chats.Native;

namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>
/// Which ids of messages are taken, as hashes of 64 bits under a random key: eight to sixteen bytes a message, up to a bound. That two ids of a million have one hash
/// happens once in thirty million times.
/// </summary>
internal sealed class MessageKeySet
{
    /// <summary>Messages up to which they are held in memory (96 MiB).</summary>
    private const int MaxCount = 6 << 20;

    private readonly ulong _seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));
    private ulong[] _slots = new ulong[1 << 12];
    private int _count;

    /// <summary>Whether no more are taken.</summary>
    public bool IsFull => _count >= MaxCount;

    /// <summary>Adds an id of a chat's message; false where it is there.</summary>
    public bool TryAdd(long chat, string key)
    {
        if (_count > _slots.Length / 4 * 3)
        {
            Grow();
        }

        ulong hash = Hash(chat, key);
        ref ulong slot = ref Find(_slots, hash);
        if (slot == hash)
        {
            return false;
        }

        slot = hash;
        _count++;
        return true;
    }

    private ulong Hash(long chat, string key)
    {
        ulong seed = unchecked(_seed + ((ulong)chat * 0x9E3779B97F4A7C15));
        ulong hash = XxHash3Library.Hash(MemoryMarshal.AsBytes(key.AsSpan()), seed);
        return hash == 0 ? 1 : hash;   // 0 is an empty slot
    }

    private void Grow()
    {
        ulong[] larger = new ulong[_slots.Length * 2];
        foreach (ulong hash in _slots)
        {
            if (hash != 0)
            {
                Find(larger, hash) = hash;
            }
        }

        _slots = larger;
    }

    private static ref ulong Find(ulong[] slots, ulong hash)
    {
        int mask = slots.Length - 1;
        int at = unchecked((int)hash) & mask;
        while (slots[at] != 0 && slots[at] != hash)
        {
            at = (at + 1) & mask;
        }

        return ref slots[at];
    }
}
