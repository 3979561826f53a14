using System.Text;
using Satchel.Server.Administration;
using Satchel.Server.Hosting;

namespace Satchel.Server.Plans;

/// <summary>
/// The plans, their prices, and what happens when one ends: read once at the start, from the file that the operator edits.
/// What is enforced, and what people are told, comes from here and from nowhere else.
/// </summary>
/// <param name="Plans">The plans, in the order of the file.</param>
/// <param name="Free">The plan of who has bought none.</param>
/// <param name="Trial">The plan that new accounts have for a while; null where they have none.</param>
/// <param name="TrialDays">For how long.</param>
/// <param name="Ladder">What happens when a plan ends.</param>
/// <param name="Contact">Whom people write to; null where the operator has not said.</param>
/// <param name="Sender">Whom mail is from; null where the operator has not said.</param>
internal sealed record Catalogue(IReadOnlyList<Plan> Plans, Plan Free, Plan? Trial, int TrialDays, Ladder Ladder, string? Contact, string? Sender)
{
    /// <summary>The file in the data folder.</summary>
    public const string FileName = "plans.json";

    private const string DefaultResource = "Plans/plans.json";
    private const long MaxFileBytes = 1024 * 1024;

    private static readonly Lazy<Catalogue> BuiltIn = new(() => CatalogueReader.Read(DefaultText(), "the built-in plans"));

    /// <summary>The catalogue of who has not made one.</summary>
    public static Catalogue Default => BuiltIn.Value;

    /// <summary>The catalogue of a server.</summary>
    /// <exception cref="AdministrationException">There is something wrong with it; the message names the place.</exception>
    public static Catalogue Load(ServerSettings settings) => FileOf(settings) is { } file ? CatalogueReader.Read(ReadText(file), file) : Default;

    /// <summary>The text that a server's catalogue is read from, ready to be edited.</summary>
    public static string TextFor(ServerSettings settings) => FileOf(settings) is { } file ? ReadText(file) : DefaultText();

    /// <summary>A plan by its id; null where there is none.</summary>
    public Plan? Find(string id) => Plans.FirstOrDefault(plan => plan.Id == id);

    private static string? FileOf(ServerSettings settings)
    {
        string file = settings.Plans ?? Path.Combine(settings.DataFolder, FileName);
        return settings.Plans is not null || File.Exists(file) ? file : null;
    }

    private static string ReadText(string file)
    {
        try
        {
            return new FileInfo(file).Length <= MaxFileBytes
                ? File.ReadAllText(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true))
                : throw new AdministrationException($"{file} is longer than a catalogue of plans can be ({MaxFileBytes} bytes)");
        }
        catch (DecoderFallbackException)
        {
            throw new AdministrationException($"{file} is not UTF-8");
        }
    }

    private static string DefaultText()
    {
        using Stream stream = typeof(Catalogue).Assembly.GetManifestResourceStream(DefaultResource)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
