using System.Security.Cryptography;
using System.Text;

namespace Satchel.Cli;

/// <summary>Asks the person at the terminal for a secret and does not show what is typed.</summary>
internal static class SecretPrompt
{
    private const int LongestSecret = 4096;
    private static volatile bool _asking;

    /// <summary>Whether somebody is being asked now. The reading of a key cannot be cancelled, so a signal must end the process then.</summary>
    public static bool IsAsking => _asking;

    /// <summary>Asks; what was typed, in UTF-8.</summary>
    public static byte[] Ask(string question)
    {
        Console.Error.Write(question);
        var typed = new char[LongestSecret];
        _asking = true;
        try
        {
            int length = ReadLine(typed);
            return Encoding.UTF8.GetBytes(typed, 0, length);
        }
        finally
        {
            _asking = false;
            CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(typed.AsSpan()));
            Console.Error.WriteLine();
        }
    }

    private static int ReadLine(char[] typed)
    {
        int length = 0;
        while (true)
        {
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    return length;
                case ConsoleKey.Backspace when length > 0:
                    length--;
                    break;
                case ConsoleKey.Backspace:
                    break;
                default:
                    if (!char.IsControl(key.KeyChar) && length < typed.Length)
                    {
                        typed[length++] = key.KeyChar;
                    }

                    break;
            }
        }
    }
}
