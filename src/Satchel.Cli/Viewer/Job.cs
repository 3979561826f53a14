using System.Security.Cryptography;
using System.Text.Json;

namespace Satchel.Cli.Viewer;

/// <summary>Something that is done for the page, and takes its time.</summary>
internal sealed class Job : IProgress<JourneyProgress>, IDisposable
{
    private const int IdBytes = 8;

    private readonly CancellationTokenSource _stopping;
    private readonly Lock _lock = new();
    private JourneyProgress? _progress;
    private volatile Action<Utf8JsonWriter>? _result;
    private volatile string? _error;
    private volatile string _state = "running";

    private Job(CancellationToken ending) => _stopping = CancellationTokenSource.CreateLinkedTokenSource(ending);

    /// <summary>What addresses have for it.</summary>
    public string Id { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));

    /// <summary>Whether it goes on.</summary>
    public bool IsRunning => _state == "running";

    /// <summary>Ends when it has.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>Begins something.</summary>
    /// <param name="workAsync">Does it, and gives what writes its result.</param>
    /// <param name="ending">Tells that the command ends.</param>
    public static Job Start(Func<Job, CancellationToken, Task<Action<Utf8JsonWriter>>> workAsync, CancellationToken ending)
    {
        Job job = new(ending);
        job.Ended = Task.Run(() => job.RunAsync(workAsync), CancellationToken.None);
        return job;
    }

    /// <summary>Asks it to stop.</summary>
    public void Stop() => _stopping.Cancel();

    /// <inheritdoc/>
    public void Report(JourneyProgress value)
    {
        lock (_lock)
        {
            _progress = value;
        }
    }

    /// <summary>Writes where it stands.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("state", _state);
        if (Progress() is JourneyProgress progress)
        {
            json.WriteStartObject("progress");
            json.WriteString("what", progress.Step);
            json.WriteString("unit", progress.Unit);
            json.WriteNumber("done", progress.Done);
            if (progress.Total is long total)
            {
                json.WriteNumber("total", total);
            }

            json.WriteEndObject();
        }

        if (_result is Action<Utf8JsonWriter> result)
        {
            json.WriteStartObject("result");
            result(json);
            json.WriteEndObject();
        }

        if (_error is string error)
        {
            json.WriteString("error", error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();

    private JourneyProgress? Progress()
    {
        lock (_lock)
        {
            return _progress;
        }
    }

    private async Task RunAsync(Func<Job, CancellationToken, Task<Action<Utf8JsonWriter>>> workAsync)
    {
        try
        {
            _result = await workAsync(this, _stopping.Token);
            _state = "done";
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            _state = "cancelled";
        }
        catch (Exception error)
        {
            Failure failure = Failure.Of(error) ?? Failure.Unforeseen(error);
            _error = failure.Hint is null ? failure.Sentence : $"{failure.Sentence}; {failure.Hint}";
            _state = "failed";
        }
    }
}
