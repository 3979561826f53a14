using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Satchel.Accounts.Messages;
using Satchel.Server.Accounts;
using Satchel.Server.Background;
using Satchel.Server.Blobs;
using Satchel.Server.Database;
using Satchel.Server.Devices;
using Satchel.Server.Heads;
using Satchel.Server.Limits;
using Satchel.Server.Notices;
using Satchel.Server.Operations;
using Satchel.Server.Pages.Hosting;
using Satchel.Server.Payments;
using Satchel.Server.Payments.Stripe;
using Satchel.Server.Plans;
using Satchel.Server.Problems;
using Satchel.Server.Subscriptions;
using Satchel.Server.Tokens;
using Satchel.Server.Vaults;
using Satchel.Storage;

namespace Satchel.Server.Hosting;

/// <summary>The server as a whole: what it is composed of, and its addresses.</summary>
internal static class ServerApplication
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // How long an upload waits for others to leave memory before it is told to come again.
    private static readonly TimeSpan BudgetPatience = TimeSpan.FromSeconds(20);

    /// <summary>Opens database and storage, and makes the server; the caller starts it.</summary>
    public static async Task<WebApplication> BuildAsync(ServerSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(settings.DataFolder, OwnerOnly);
        Catalogue catalogue = Catalogue.Load(settings);
        ServiceSettings others = ServiceSettings.Load(settings);
        ServerDatabase database = await ServerDatabase.OpenAsync(settings.DatabaseLocation, time, cancellationToken);
        ServerKeys keys = await ServerKeys.OpenAsync(database, cancellationToken);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Satchel.Server", LogLevel.Information);
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>>(new TransferBuffers());
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, settings));
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(_ => database);
        builder.Services.AddSingleton(_ => keys);
        builder.Services.AddSingleton(_ => BlobStorage.Open(settings.BlobLocation, time));
        builder.Services.AddSingleton(new ByteBudget(settings.MemoryBytes, BudgetPatience, time));
        builder.Services.AddSingleton<ServerMetrics>();
        builder.Services.AddSingleton<PrometheusText>();
        builder.Services.AddSingleton<IBackgroundWork, ExpiredRows>();
        builder.Services.AddSingleton<IBackgroundWork, AbandonedWrites>();
        builder.Services.AddSingleton<IBackgroundWork, TrashEmptying>();
        builder.Services.AddSingleton<IBackgroundWork, RecountWork>();
        builder.Services.AddSingleton<IBackgroundWork, Scrub>();
        builder.Services.AddSingleton<IBackgroundWork, PaymentReconciliation>();
        if (others.Stripe is not null)
        {
            builder.Services.AddSingleton<IBackgroundWork, StripeEventRecovery>();
        }

        builder.Services.AddSingleton<BackgroundWorker>();
        if (settings.BackgroundWork)
        {
            builder.Services.AddHostedService(services => services.GetRequiredService<BackgroundWorker>());
        }

        builder.Services.AddSingleton(catalogue);
        builder.Services.AddSubscriptions();
        builder.Services.AddProviders(settings, others);
        builder.Services.AddSingleton(others);
        builder.Services.AddSingleton<Signups>();
        builder.Services.AddSingleton<RateLimits>();
        builder.Services.AddSingleton<AccountQueries>();
        builder.Services.AddSingleton<DeviceQueries>();
        builder.Services.AddSingleton<TokenQueries>();
        builder.Services.AddSingleton<VaultQueries>();
        builder.Services.AddSingleton<HeadQueries>();
        builder.Services.AddSingleton<BlobQueries>();
        builder.Services.AddSingleton<BlobReservations>();
        builder.Services.AddSingleton<UploadBuffers>();
        builder.Services.AddSingleton<BlobUpload>();
        builder.Services.AddSingleton<BlobDownload>();
        if (settings.Pages)
        {
            builder.Services.AddPages(sendsMail: others.Mail is not null);
        }

        builder.Services.AddNotices(settings, others);
        WebApplication app = builder.Build();
        app.Services.GetRequiredService<PrometheusText>(); // listens from the first request on
        app.UseRouting();
        app.UseMetrics();
        app.UseProblems();
        Map(app);
        if (settings.Pages)
        {
            app.UsePages();
            app.MapPages();
        }

        return app;
    }

    private static void Map(WebApplication app)
    {
        app.MapGet("/v1/time", (TimeProvider time) => Results.Json(new ServerTime(time.GetUtcNow()), AccountsJson.Default.ServerTime));
        app.MapOperations();
        app.MapAccounts();
        app.MapTokens();
        app.MapDevices();
        app.MapNotices();
        app.MapPayments();
        app.MapSubscriptions();
        RouteGroupBuilder vaults = app.MapGroup("/v1/vaults");
        vaults.MapVaults();
        vaults.MapGroup("/{vault}").MapBlobs().MapHeads();
    }

    private static void Configure(KestrelServerOptions kestrel, ServerSettings settings)
    {
        kestrel.AddServerHeader = false;
        kestrel.Listen(settings.Listen, listen =>
        {
            if (settings.Certificate is { } certificate)
            {
                listen.UseHttps(X509Certificate2.CreateFromPemFile(certificate, settings.CertificateKey));
            }
        });
        KestrelServerLimits limits = kestrel.Limits;
        // Each address has a limit of its own, and says so; this one is for what would be too much to read past.
        limits.MaxRequestBodySize = 4L * BlobLimits.MaxBlobBytes;
        limits.MaxConcurrentConnections = 10_000;
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.MaxRequestHeaderCount = 60;
        limits.MaxRequestLineSize = 4 * 1024;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);

        // 2 KiB/s is less than any phone's worst connection, and more than an attacker cares to send to many.
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 2048, gracePeriod: TimeSpan.FromSeconds(10));
        limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 2048, gracePeriod: TimeSpan.FromSeconds(10));
    }
}
