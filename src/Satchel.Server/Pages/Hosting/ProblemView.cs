using Satchel.Server.Pages.Texts;
using Satchel.Server.Problems;

namespace Satchel.Server.Pages.Hosting;

/// <summary>A failure as a page tells it.</summary>
internal sealed record ProblemView(Problem Problem, Language Language) : IFramed
{
    public Text Title { get; } = ProblemTexts.TitleOf(Problem);

    public bool IsSignedIn => false;

    public int? RefreshSeconds => null;

    public string? RefreshTo => null;

    /// <summary>What to do about it.</summary>
    public Text Advice { get; } = ProblemTexts.AdviceOf(Problem);
}
