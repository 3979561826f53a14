using System.Text;
using System.Text.Json;
using Satchel.Server.Json;
using Satchel.Server.Payments.Stripe;
using Satchel.Server.Payments.WeChatPay;
using Satchel.Server.Problems;

namespace Satchel.Server.Payments;

/// <summary>Where providers deliver what happened. Who is not believed is told nothing; what cannot be dealt with now is asked for again.</summary>
internal static class PaymentsEndpoints
{
    // WeChat Pay gives up on an answer after five seconds and delivers again; what is cut off here is as good as never begun.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);

    public static void MapPayments(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/payments/stripe", TakeStripeAsync);
        routes.MapPost(WeChatPayProvider.NotifyPath, TakeWeChatPayAsync);
    }

    private static async Task<IResult> TakeStripeAsync(HttpContext context, IServiceProvider services, TimeProvider time, CancellationToken cancellationToken)
    {
        if (services.GetService<StripeEvents>() is not { } events)
        {
            throw new ProblemException(Problem.NotFound);
        }

        byte[] body = await context.Request.ReadBytesAsync(cancellationToken);
        string header = context.Request.Headers[StripeSignature.Header].ToString();
        DateTimeOffset now = time.GetUtcNow();
        if (!services.GetRequiredService<StripeSettings>().WebhookSecrets.Any(secret => StripeSignature.Verify(header, body, secret, now)) || Parse(body) is not { } received)
        {
            throw new ProblemException(Problem.SignatureInvalid);
        }

        return await InTimeAsync(async token => await events.ApplyAsync(received, body, token), Results.NoContent(), cancellationToken);
    }

    private static async Task<IResult> TakeWeChatPayAsync(HttpContext context, IServiceProvider services, TimeProvider time, CancellationToken cancellationToken)
    {
        if (services.GetService<WeChatPayNotifications>() is not { } notifications)
        {
            throw new ProblemException(Problem.NotFound);
        }

        byte[] body = await context.Request.ReadBytesAsync(cancellationToken);
        if (WeChatPaySigned.Of(name => context.Request.Headers[name]) is not { } signed)
        {
            throw new ProblemException(Problem.SignatureInvalid);
        }

        return await InTimeAsync(
            async token =>
            {
                if (await services.GetRequiredService<PlatformKeys>().FindAsync(signed.Serial, token) is not { } key
                    || !WeChatPaySignature.Verify(key, signed, body, time.GetUtcNow())
                    || Parse(body) is not { } notification
                    || !await notifications.ApplyAsync(notification, body, token))
                {
                    throw new ProblemException(Problem.SignatureInvalid);
                }

                return true;
            },
            Results.NoContent(),
            cancellationToken);
    }

    private static async Task<IResult> InTimeAsync<T>(Func<CancellationToken, Task<T>> work, IResult done, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Longest);
        try
        {
            await work(timeout.Token);
            return done;
        }
        catch (Exception error) when (error is ProviderException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ProblemException(Problem.Busy, retryAfter: TimeSpan.FromSeconds(30), inner: error);
        }
    }

    private static JsonElement? Parse(byte[] body)
    {
        try
        {
            return JsonElement.Parse(Encoding.UTF8.GetString(body));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
