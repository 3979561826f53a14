using System.Security.Cryptography;

namespace Satchel.Chats.WeChat.Media;

/// <summary>Takes a mask of one byte off.</summary>
/// <param name="mask">The mask.</param>
internal sealed class MaskTransform(byte mask) : ICryptoTransform
{
    private const int BlockBytes = 4096;

    /// <inheritdoc/>
    public bool CanReuseTransform => true;

    /// <inheritdoc/>
    public bool CanTransformMultipleBlocks => true;

    /// <inheritdoc/>
    public int InputBlockSize => BlockBytes;

    /// <inheritdoc/>
    public int OutputBlockSize => BlockBytes;

    /// <inheritdoc/>
    public int TransformBlock(byte[] inputBuffer, int inputOffset, int inputCount, byte[] outputBuffer, int outputOffset)
    {
        for (int i = 0; i < inputCount; i++)
        {
            outputBuffer[outputOffset + i] = (byte)(inputBuffer[inputOffset + i] ^ mask);
        }

        return inputCount;
    }

    /// <inheritdoc/>
    public byte[] TransformFinalBlock(byte[] inputBuffer, int inputOffset, int inputCount)
    {
        byte[] rest = new byte[inputCount];
        TransformBlock(inputBuffer, inputOffset, inputCount, rest, 0);
        return rest;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
