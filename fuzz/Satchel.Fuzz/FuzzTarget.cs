namespace Satchel.Fuzz;

/// <summary>A parser of outside bytes.</summary>
/// <param name="Name">What it is called on the command line, and its folder below <c>fuzz/corpus</c>.</param>
/// <param name="Seeds">Inputs that it takes; what it is given is made of them.</param>
/// <param name="Read">Reads an input. <see cref="Chats.ChatFormatException"/> and <see cref="Vaults.VaultException"/> are answers; all else is a failure.</param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Seeds, Func<byte[], ValueTask> Read)
{
    /// <summary>A parser that reads what is in memory.</summary>
    public static FuzzTarget Of(string name, IReadOnlyList<byte[]> seeds, Action<byte[]> read) => new(name, seeds, bytes =>
    {
        read(bytes);
        return default;
    });
}
