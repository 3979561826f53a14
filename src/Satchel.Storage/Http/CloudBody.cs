namespace Satchel.Storage.Http;

/// <summary>Reads bodies of answers, which may be longer than they say, or never end.</summary>
internal static class CloudBody
{
    /// <summary>A whole body.</summary>
    /// <exception cref="IOException">It is longer than <paramref name="maxBytes"/>, or broke off.</exception>
    public static async Task<byte[]> ReadAsync(HttpResponseMessage response, int maxBytes, CancellationToken cancellationToken)
    {
        long? said = response.Content.Headers.ContentLength;
        if (said > maxBytes)
        {
            throw TooLong(maxBytes);
        }

        await using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        if (said is { } length)
        {
            byte[] exact = new byte[length];
            await body.ReadExactlyAsync(exact, cancellationToken).ConfigureAwait(false);
            return exact;
        }

        using var content = new MemoryStream();
        byte[] piece = new byte[16 * 1024];
        int read;
        while ((read = await body.ReadAsync(piece, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (content.Length + read > maxBytes)
            {
                throw TooLong(maxBytes);
            }

            content.Write(piece, 0, read);
        }

        return content.ToArray();
    }

    private static IOException TooLong(int maxBytes) => new($"the answer is longer than {maxBytes} bytes");
}
