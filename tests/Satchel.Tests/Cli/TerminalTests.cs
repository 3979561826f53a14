using System.Text;
using Satchel.Cli;

namespace Satchel.Tests.Cli;

/// <summary>Where words go: results, progress, and a reader that has gone.</summary>
public sealed class TerminalTests : IDisposable
{
    private readonly CliWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Progress_is_one_line_that_moves_at_most_ten_times_a_second_and_goes_at_the_end()
    {
        string shown = Progress(errorIsTerminal: true);

        Assert.Equal("\rreading: 1.0 KiB of 4.0 KiB (25 %)\u001b[K\rreading: 3.0 KiB of 4.0 KiB (75 %)\u001b[K\r\u001b[Ksatchel: note: done\n", shown);
    }

    [Fact]
    public void Progress_is_quiet_where_nobody_looks()
    {
        Assert.Equal("satchel: note: done\n", Progress(errorIsTerminal: false));
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

    private string Progress(bool errorIsTerminal)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        using (var terminal = new Terminal(output, error) { ErrorIsTerminal = errorIsTerminal })
        {
            var line = new ProgressLine(new Session(terminal, _world.Environment, _world.Time));
            line.Report(new JourneyProgress("reading", 1024, 4096, "bytes"));
            line.Report(new JourneyProgress("reading", 2048, 4096, "bytes"));
            _world.Time.Advance(TimeSpan.FromSeconds(1));
            line.Report(new JourneyProgress("reading", 3072, 4096, "bytes"));
            terminal.Note("Done.");
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
