using System.Diagnostics;

namespace Satchel.Browser.Tests;

/// <summary>An exported chat with a voice in SILK: two seconds of a tone, encoded by the package that the page decodes with.</summary>
internal static class SilkVoice
{
    private const string Encode =
        """
        import { encode } from "./node_modules/silk-wasm/lib/index.mjs";
        import { writeFileSync } from "node:fs";
        const tone = Int16Array.from({ length: 48_000 }, (_, at) => Math.sin(at / 20) * 8000);
        writeFileSync(process.argv[1], (await encode(new Uint8Array(tone.buffer), 24_000)).data);
        """;

    public static async Task WriteAsync(string folder)
    {
        const string Name = "PTT-20220327-WA0001.opus";
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "WhatsApp Chat with Ben.txt"), $"27/03/2022, 21:41 - Ben: hi\n27/03/2022, 21:43 - Ana: {Name} (file attached)\n");
        ProcessStartInfo start = new("node", ["--input-type=module", "-e", Encode, Path.Combine(folder, Name)]) { WorkingDirectory = Path.Combine(Checkout.Root, "web", "viewer") };
        using Process node = Process.Start(start) ?? throw new InvalidOperationException("node did not start");
        await node.WaitForExitAsync(CancellationToken.None);
        Assert.Equal(0, node.ExitCode);
    }
}
