namespace Satchel.Cli.Viewer;

/// <summary>How much there is of something.</summary>
/// <param name="Messages">Messages.</param>
/// <param name="Files">Their files.</param>
/// <param name="Bytes">What these take.</param>
internal readonly record struct Amount(int Messages, int Files, long Bytes)
{
    /// <summary>With one more message.</summary>
    public Amount With(int files, long bytes) => new(Messages + 1, Files + files, unchecked(Bytes + bytes));
}
