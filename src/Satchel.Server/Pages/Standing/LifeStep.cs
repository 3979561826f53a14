using Satchel.Server.Pages.Texts;

namespace Satchel.Server.Pages.Standing;

/// <summary>Something that will happen to an account, or has.</summary>
/// <param name="At">When.</param>
/// <param name="Name">What.</param>
/// <param name="Meaning">What it means.</param>
/// <param name="Style">Which colour it has in the picture beside it.</param>
internal sealed record LifeStep(DateTimeOffset At, Text Name, Text Meaning, string Style);
