using Microsoft.AspNetCore.Http;

namespace VanLang.Web;

/// <summary>A form that cannot be read: too many fields, a broken boundary, a zero character in its encoding. The fault is the sender's, whoever reads it.</summary>
class UnreadableFormException(string message, Exception? inner) : BadHttpRequestException(message, StatusCodes.Status400BadRequest, inner!);
