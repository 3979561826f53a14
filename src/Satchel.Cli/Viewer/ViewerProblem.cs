using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Satchel.Cli.Viewer;

/// <summary>What is answered where something cannot be given: RFC 9457, with a sentence that the page shows.</summary>
internal static class ViewerProblem
{
    /// <summary>Answers what an exception says.</summary>
    public static Task AnswerAsync(HttpContext context, Exception error)
    {
        if (error is BadHttpRequestException bad)
        {
            return AnswerAsync(context, bad.StatusCode, bad.Message);
        }

        Failure failure = Failure.Of(error) ?? Failure.Unforeseen(error);
        int status = failure.Code switch
        {
            ExitCode.BadUsage => StatusCodes.Status400BadRequest,
            _ when failure.Anchor == ErrorAnchor.NotFound => StatusCodes.Status404NotFound,
            _ => StatusCodes.Status500InternalServerError,
        };
        return AnswerAsync(context, status, failure.Sentence);
    }

    /// <summary>Answers a sentence.</summary>
    public static Task AnswerAsync(HttpContext context, int status, string sentence)
    {
        context.Response.StatusCode = status;
        return JsonAnswer.WriteAsync(context.Response, "application/problem+json", json =>
        {
            json.WriteStartObject();
            json.WriteString("title", ReasonPhrases.GetReasonPhrase(status));
            json.WriteNumber("status", status);
            json.WriteString("detail", sentence);
            json.WriteEndObject();
        });
    }
}
