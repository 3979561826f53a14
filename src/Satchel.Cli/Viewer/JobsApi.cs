using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Satchel.Cli.Viewer;

/// <summary><c>/api/jobs</c>: export, restore and migrate, started from the page.</summary>
/// <param name="work">Does them.</param>
internal sealed class JobsApi(JobWork work) : IAsyncDisposable
{
    private const int MostRunning = 2;
    private const int MostRemembered = 50;

    private readonly List<Job> _jobs = [];
    private readonly CancellationTokenSource _ending = new();

    /// <summary>Answers a request.</summary>
    public Task AnswerAsync(ViewerRequest request) => (request.Context.Request.Method, request.Path) switch
    {
        ("POST", ["api", "jobs"]) => StartAsync(request),
        ("GET", ["api", "jobs", string id]) when Find(id) is Job job => JsonAnswer.WriteObjectAsync(request.Response, job.Write),
        ("DELETE", ["api", "jobs", string id]) when Find(id) is Job job => StopAsync(request, job),
        _ => ViewerProblem.AnswerAsync(request.Context, StatusCodes.Status404NotFound, "There is no such job."),
    };

    /// <summary>Stops what goes on, and waits for it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        Job[] jobs = Jobs();
        await Task.WhenAll(jobs.Select(job => job.Ended));
        foreach (Job job in jobs)
        {
            job.Dispose();
        }

        _ending.Dispose();
    }

    private async Task StartAsync(ViewerRequest request)
    {
        JobRequest wanted = await ReadAsync(request);
        Func<Job, CancellationToken, Task<Action<Utf8JsonWriter>>> prepared = work.Prepare(wanted);
        Job job;
        lock (_jobs)
        {
            if (_jobs.Count(j => j.IsRunning) >= MostRunning)
            {
                throw new BadHttpRequestException("Two jobs go on already; wait until one is done.", StatusCodes.Status409Conflict);
            }

            if (_jobs.Count >= MostRemembered)
            {
                _jobs.RemoveAll(j => !j.IsRunning);
            }

            job = Job.Start(prepared, _ending.Token);
            _jobs.Add(job);
        }

        request.Response.StatusCode = StatusCodes.Status202Accepted;
        await JsonAnswer.WriteObjectAsync(request.Response, json => json.WriteString("id", job.Id));
    }

    private static Task StopAsync(ViewerRequest request, Job job)
    {
        job.Stop();
        return JsonAnswer.WriteObjectAsync(request.Response, job.Write);
    }

    private static async Task<JobRequest> ReadAsync(ViewerRequest request)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(request.Context.Request.Body, JobJson.Default.JobRequest, request.Cancelled)
                ?? throw new BadHttpRequestException("An object is needed.");
        }
        catch (JsonException error)
        {
            throw new BadHttpRequestException($"This is no job: {error.Message}");
        }
    }

    private Job? Find(string id) => Array.Find(Jobs(), job => job.Id == id);

    private Job[] Jobs()
    {
        lock (_jobs)
        {
            return [.. _jobs];
        }
    }
}
