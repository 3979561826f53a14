using System.Globalization;
using Satchel.Storage;

namespace Satchel.Vaults.Keys;

/// <summary>The name of a key slot's file: <c>keys/&lt;slot&gt;.&lt;number of epochs&gt;</c>.</summary>
internal readonly record struct KeySlotName(string Slot, int Epochs)
{
    public const string Prefix = "keys/";
    public const int MaxEpochs = 1000;

    private const int SlotLength = 32;

    public BlobName Blob => new($"{Prefix}{Slot}.{Epochs.ToString(CultureInfo.InvariantCulture)}");

    public static bool IsSlot(string? slot) => slot is { Length: SlotLength } && slot.All(char.IsAsciiHexDigitLower);

    /// <summary>Reads a blob's name; false where it is not that of a key slot.</summary>
    public static bool TryParse(BlobName blob, out KeySlotName name)
    {
        name = default;
        string value = blob.Value;
        int dot = Prefix.Length + SlotLength;
        if (!value.StartsWith(Prefix, StringComparison.Ordinal) || value.Length <= dot || value[dot] != '.' || !IsSlot(value[Prefix.Length..dot])
            || !int.TryParse(value.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int epochs) || epochs is < 1 or > MaxEpochs)
        {
            return false;
        }

        name = new KeySlotName(value[Prefix.Length..dot], epochs);
        return name.Blob == blob;
    }
}
