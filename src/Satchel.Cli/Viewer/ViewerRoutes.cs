using Microsoft.AspNetCore.Http;

namespace Satchel.Cli.Viewer;

/// <summary>Which part answers which address: docs/viewer-api.md has the same table.</summary>
/// <param name="pages">The viewer's own files.</param>
/// <param name="histories">What is looked at.</param>
/// <param name="snapshots">What the vault holds.</param>
/// <param name="jobs">What is done for the page.</param>
internal sealed class ViewerRoutes(ViewerPages pages, ViewerHistories histories, SnapshotsApi snapshots, JobsApi jobs)
{
    /// <summary>Answers a request.</summary>
    public Task AnswerAsync(ViewerRequest request) => request.Path switch
    {
        ["api", "jobs", ..] => jobs.AnswerAsync(request),
        _ when !request.IsRead => ViewerProblem.AnswerAsync(request.Context, StatusCodes.Status405MethodNotAllowed, "This is only read."),
        ["api", "session"] => SessionApi.AnswerAsync(request, histories),
        ["api", "live"] => LiveApi.AnswerAsync(request, histories),
        ["api", "snapshots"] => snapshots.ListAsync(request),
        ["api", "diff"] => snapshots.CompareAsync(request),
        ["api", "h", string key, .. string[] rest] => histories.Find(key) is ViewedHistory history
            ? AnswerAsync(request, history, rest)
            : ViewerProblem.AnswerAsync(request.Context, StatusCodes.Status404NotFound, "There is no such history."),
        ["api", ..] => NothingAsync(request),
        _ => pages.AnswerAsync(request),
    };

    private static Task AnswerAsync(ViewerRequest request, ViewedHistory history, string[] rest) => rest switch
    {
        ["chats"] => ChatsApi.ListAsync(request, history),
        ["participants"] => ChatsApi.ParticipantsAsync(request, history),
        ["chats", string n, "messages"] => MessagesApi.ListAsync(request, history, n),
        ["chats", string n, "find"] => MessagesApi.FindAsync(request, history, n),
        ["chats", string n, "days"] => MessagesApi.DaysAsync(request, history, n),
        ["search"] => SearchApi.AnswerAsync(request, history),
        ["media"] => MediaApi.ListAsync(request, history),
        ["attachments", string chat, string index, string ordinal] => AttachmentsApi.AnswerAsync(request, history, chat, index, ordinal),
        ["stats"] => StatisticsApi.AnswerAsync(request, history),
        ["space"] => StatisticsApi.SpaceAsync(request, history),
        _ => NothingAsync(request),
    };

    private static Task NothingAsync(ViewerRequest request) =>
        ViewerProblem.AnswerAsync(request.Context, StatusCodes.Status404NotFound, "There is nothing at this address.");
}
