namespace Satchel.Vaults.Packs;

/// <summary>Lengths in steps of 5 %, so that they tell less (docs/format.md, "Primitives").</summary>
internal static class Padding
{
    private const int LeastBytes = 541;
    private const double Step = 1.05;

    /// <summary>The length to which <paramref name="lengthBytes"/> are padded; never less.</summary>
    public static int Pad(int lengthBytes)
    {
        double steps = Math.Ceiling(Math.Log(Math.Max(1, lengthBytes)) / Math.Log(Step));
        return Math.Max(lengthBytes, Math.Max(LeastBytes, (int)Math.Floor(Math.Pow(Step, steps))));
    }
}
