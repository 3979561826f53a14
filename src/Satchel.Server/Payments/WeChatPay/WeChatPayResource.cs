using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Satchel.Server.Payments.WeChatPay;

/// <summary>What WeChat Pay encrypts: AES-256-GCM under the APIv3 key, the tag behind the content, all in base64.</summary>
internal static class WeChatPayResource
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>Decrypts the object that holds <c>nonce</c>, <c>associated_data</c> and <c>ciphertext</c>; null where it was not encrypted with the key.</summary>
    public static string? TryDecrypt(JsonElement resource, ReadOnlySpan<byte> apiV3Key)
    {
        byte[] nonce = Encoding.UTF8.GetBytes(resource.Text("nonce") ?? "");
        byte[] associated = Encoding.UTF8.GetBytes(resource.Text("associated_data") ?? "");
        string ciphertext = resource.Text("ciphertext") ?? "";
        byte[] sealedBytes = new byte[ciphertext.Length];
        if (nonce.Length != NonceBytes || !Convert.TryFromBase64String(ciphertext, sealedBytes, out int length) || length < TagBytes)
        {
            return null;
        }

        byte[] content = new byte[length - TagBytes];
        using var aes = new AesGcm(apiV3Key, TagBytes);
        try
        {
            aes.Decrypt(nonce, sealedBytes.AsSpan(0, content.Length), sealedBytes.AsSpan(content.Length, TagBytes), content, associated);
            return Encoding.UTF8.GetString(content);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
