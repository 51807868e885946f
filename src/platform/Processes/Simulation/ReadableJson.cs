using System.Text.Encodings.Web;
using System.Text.Json;

namespace VanLang.Processes.Simulation;

/// <summary>JSON as people read it in a terminal: Vietnamese letters as they are.</summary>
internal static class ReadableJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static readonly JsonSerializerOptions Indented = new(Options) { WriteIndented = true };
}
