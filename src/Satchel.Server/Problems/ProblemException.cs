namespace Satchel.Server.Problems;

/// <summary>Ends a request with a problem. The detail is for the one who asked, and holds nothing of anybody else.</summary>
internal sealed class ProblemException(Problem problem, string? detail = null, TimeSpan? retryAfter = null, Exception? inner = null)
    : Exception(detail ?? problem.Title, inner)
{
    public Problem Problem { get; } = problem;

    public string? Detail { get; } = detail;

    /// <summary>When asking again may do.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
