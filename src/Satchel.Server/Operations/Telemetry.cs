using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Satchel.Server.Operations;

/// <summary>Sends the server's metrics to a collector of OpenTelemetry, where the environment names one in the standard's own variables.</summary>
internal static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Begins, where there is a collector; disposing sends the last values.</summary>
    public static MeterProvider? Start() => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Endpoint))
        ? null
        : Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.AddService("satchel-server"))
            .AddMeter(ServerMetrics.MeterName)
            .AddOtlpExporter()
            .Build();
}
