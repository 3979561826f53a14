using System.Text;
using Satchel.Cli;
using Satchel.Cli.Samples;

namespace Satchel.Tests.Cli;

/// <summary>Where words go: results, progress, and a reader that has gone.</summary>
public sealed class TerminalTests : IDisposable
{
    private readonly CliWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Progress_is_shown_on_a_terminal_and_taken_away_at_the_end()
    {
        string shown = await BackUpAsync(errorIsTerminal: true);

        Assert.Contains("\r", shown, StringComparison.Ordinal);
        Assert.EndsWith("\r\u001b[K", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_is_quiet_where_nobody_looks()
    {
        Assert.DoesNotContain("\r", await BackUpAsync(errorIsTerminal: false), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_that_has_gone_ends_the_command_quietly()
    {
        using var error = new MemoryStream();
        using var closed = new ClosedPipe();
        var terminal = new Terminal(closed, error);

        int code = await CommandLine.RunAsync(["--help"], new Session(terminal, _world.Environment, _world.Time), _world.Cancellation);

        Assert.Equal(141, code);
        Assert.Equal(0, error.Length);
    }

    [Fact]
    public void An_unforeseen_failure_is_a_sentence_and_no_stack()
    {
        Failure failure = Failure.Unforeseen(new InvalidOperationException("secret words of a message"));

        Assert.Null(Failure.Of(new InvalidOperationException()));
        Assert.DoesNotContain("secret", failure.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", failure.Sentence, StringComparison.Ordinal);
    }

    private async Task<string> BackUpAsync(bool errorIsTerminal)
    {
        SamplePhone.Create(new SampleOptions(_world.At("phone"), 100, 3, 10_000), _world.Cancellation);
        await _world.DoneAsync("init", _world.Vault);
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        using (var terminal = new Terminal(output, error) { ErrorIsTerminal = errorIsTerminal })
        {
            await CommandLine.RunAsync(["backup", _world.At("phone")], new Session(terminal, _world.Environment, _world.Time), _world.Cancellation);
        }

        return Encoding.UTF8.GetString(error.ToArray());
    }

    private sealed class ClosedPipe : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new OutputClosedException(new IOException());

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => throw new OutputClosedException(new IOException());

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => throw new OutputClosedException(new IOException());
    }
}
