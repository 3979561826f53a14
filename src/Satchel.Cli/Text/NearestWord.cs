namespace Satchel.Cli.Text;

/// <summary>What somebody may have meant to type.</summary>
internal static class NearestWord
{
    private const int MostEdits = 2;

    /// <summary>The word of <paramref name="words"/> that is at most two edits from <paramref name="typed"/>, or null.</summary>
    public static string? To(string typed, IEnumerable<string> words)
    {
        string? nearest = null;
        int fewest = Math.Min(MostEdits, typed.Length - 1) + 1;
        foreach (string word in words)
        {
            int edits = Edits(typed, word);
            if (edits < fewest)
            {
                (nearest, fewest) = (word, edits);
            }
        }

        return nearest;
    }

    /// <summary>Letters to add, drop, change or swap with their neighbour, to get from one word to the other.</summary>
    private static int Edits(string from, string to)
    {
        var cost = new int[from.Length + 1, to.Length + 1];
        for (int i = 0; i <= from.Length; i++)
        {
            for (int j = 0; j <= to.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    cost[i, j] = i + j;
                    continue;
                }

                int change = cost[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(change, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[from.Length, to.Length];
    }
}
