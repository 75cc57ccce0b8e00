#!/usr/bin/env python3
"""Prints what the official translation makes of a template's AWS::Serverless resources, as JSON.

usage: sam-reference.py TEMPLATE REGION [Key=Value ...]

A path on the disk stands as an object of the bucket "local", as the lab has it, where `sam package` would upload it.
Needs aws-sam-translator, and neither an account nor a network.
"""

import json
import sys

import boto3
import yaml
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator


class Loader(yaml.SafeLoader):
    """CloudFormation has no dates: `2012-10-17` is text."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def short_form(loader, suffix, node):
    """`!Ref Topic` is `{"Ref": "Topic"}`, and `!GetAtt A.B` is `{"Fn::GetAtt": ["A", "B"]}`."""
    name = suffix if suffix in ("Ref", "Condition") else "Fn::" + suffix
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
        if suffix == "GetAtt":
            value = value.split(".", 1)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    return {name: value}


Loader.add_multi_constructor("!", short_form)


def packaged(template):
    """Writes the addresses that `sam package` would write."""
    holders = [template.get("Globals", {}).get("Function", {})]
    holders += [resource.get("Properties", {}) for resource in template["Resources"].values()]
    for properties in holders:
        for name in ("CodeUri", "ContentUri"):
            uri = properties.get(name)
            if isinstance(uri, str) and not uri.startswith("s3://"):
                properties[name] = "s3://local/" + uri.removeprefix("./").removesuffix("/")
    return template


def text(value):
    """A parameter's default as CloudFormation hands it on: as text."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def main():
    path, region, *pairs = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        template = packaged(yaml.load(file, Loader))
    declared = template.get("Parameters", {})
    parameters = {name: text(rest["Default"]) for name, rest in declared.items() if "Default" in rest}
    parameters.update(pair.split("=", 1) for pair in pairs)
    session = boto3.Session(region_name=region, aws_access_key_id="none", aws_secret_access_key="none")
    translated = Translator({}, Parser(), boto_session=session).translate(template, parameters)
    print(json.dumps(translated, indent=2, sort_keys=True))


main()
