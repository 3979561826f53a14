namespace Satchel.Cli.Samples;

/// <summary>Draws ranks whose frequencies fall as in language, or as in how much one writes with whom.</summary>
internal sealed class SampleZipf
{
    private const double Shift = 2.7;   // Mandelbrot's: the first few ranks lie closer together than 1/rank says

    private readonly double[] _cumulated;

    public SampleZipf(int count, double exponent)
    {
        _cumulated = new double[count];
        double sum = 0;
        for (int rank = 0; rank < count; rank++)
        {
            sum += Math.Pow(rank + Shift, -exponent);
            _cumulated[rank] = sum;
        }
    }

    /// <summary>A rank, 0 being the most frequent.</summary>
    public int Next(SampleRandom random)
    {
        int found = Array.BinarySearch(_cumulated, random.NextDouble() * _cumulated[^1]);
        return Math.Min(found < 0 ? ~found : found + 1, _cumulated.Length - 1);
    }
}
