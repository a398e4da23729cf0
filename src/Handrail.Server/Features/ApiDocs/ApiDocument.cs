using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Handrail.Core;
using Handrail.Server.Features.People;
using Handrail.Server.Web;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Handrail.Server.Features.ApiDocs;

/// <summary>
/// What openapi.json says beyond what doors say of themselves: which refusals they can answer with, in what form, and how a program signs in.
/// Derived from the doors, so that a new one cannot be without it.
/// </summary>
static class ApiDocument
{
    const string Problem = "Problem";
    const string Token = "token";
    const string ProblemJson = "application/problem+json";

    public static void AddApi(this IServiceCollection services)
    {
        // What the document promises of a body is demanded: numbers are numbers, and what is not optional is there.
        services.ConfigureHttpJsonOptions(options => (options.SerializerOptions.NumberHandling, options.SerializerOptions.RespectNullableAnnotations, options.SerializerOptions.RespectRequiredConstructorParameters) = (JsonNumberHandling.Strict, true, true));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        AddDocument(services);
    }

    static void AddDocument(IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.ShouldInclude = door => door.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if ((Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type) == typeof(Instant)) (schema.Type, schema.Format, schema.Description) = (JsonSchemaType.String, "date-time", "UTC, to the microsecond.");
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            Describe(operation, context);
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            Describe(document);
            return Task.CompletedTask;
        });
    });

    static void Describe(OpenApiDocument document)
    {
        document.Info = new() { Title = "Handrail", Version = typeof(ApiDocument).Assembly.GetName().Version?.ToString(3) ?? "", Description = "Procedures, runs and their proof, for programs. Whatever a page can do, a program with a token can do by the same rules. See docs/api.md." };
        document.Servers = []; // Where it is depends on the proxy; a relative address is always right.
        document.Components ??= new();
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[Problem] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "Why it was not done (RFC 9457).",
            Required = new HashSet<string> { "type", "title", "status", "code" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "urn:handrail:problem: and the code." },
                ["title"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "One sentence for a person: what is wrong and how to mend it." },
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
                ["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. Problems.Codes.Select(code => (JsonNode)code)], Description = "Stable; for programs." },
                ["field"] = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null, Description = "The field at fault, where there is one." },
            },
        };
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Token] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A member's API token, hr_..., made under Settings. It may do what its member may." },
        };
        document.Security = [new() { [new OpenApiSecuritySchemeReference(Token, document)] = [] }];
    }

    static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var (door, metadata) = (context.Description, context.Description.ActionDescriptor.EndpointMetadata);
        var needed = metadata.OfType<NeedsPermission.Needed>().FirstOrDefault()?.Permission;
        var files = metadata.OfType<TakesFiles.Fields>().FirstOrDefault();
        operation.OperationId = NameOf(door.HttpMethod ?? "", door.RelativePath ?? "");
        operation.Description = needed switch
        {
            Permission.Administrator => "For administrators.",
            Permission.Member => "For members and administrators.",
            _ => "For every member, auditors too.",
        };
        if (files is not null) operation.RequestBody = Files(files);
        operation.Responses ??= [];
        foreach (var (status, meaning) in Refusals(changes: door.HttpMethod != "GET", takesFiles: files is not null, needed is not null, names: door.RelativePath?.Contains('{') == true))
            operation.Responses[$"{status}"] = new OpenApiResponse { Description = meaning, Content = new Dictionary<string, OpenApiMediaType> { [ProblemJson] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(Problem, context.Document) } } };
    }

    static IEnumerable<(int Status, string Meaning)> Refusals(bool changes, bool takesFiles, bool needs, bool names)
    {
        if (changes) yield return (400, "invalid: the request cannot be read.");
        yield return (401, "sign-in: no token, or one that is unknown or withdrawn.");
        if (needs) yield return (403, "forbidden: this member may not do this.");
        if (names) yield return (404, "not-found: there is no such thing, or this member may not see it.");
        if (changes) yield return (409, "conflict: somebody or something was first.");
        if (takesFiles) yield return (413, "invalid: larger than is accepted.");
        if (changes) yield return (422, "invalid: what was sent cannot be accepted; field says what.");
        yield return (503, "unavailable: not possible right now; nothing was saved.");
    }

    static OpenApiRequestBody Files(TakesFiles.Fields files) => new()
    {
        Required = true,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["multipart/form-data"] = new OpenApiMediaType
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Properties = files.Names.ToDictionary(name => name, IOpenApiSchema (_) => new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } }),
                },
            },
        },
    };

    /// <summary>"postRunsByRunActs": for generated clients, the same as long as the address is.</summary>
    static string NameOf(string method, string path) => method.ToLowerInvariant() + string.Concat(path.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(1)
        .Select(part => part.Trim('{', '}') is var name && part.StartsWith('{') ? "By" + Capital(name) : Capital(name)));

    static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
