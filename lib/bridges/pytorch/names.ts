/**
 * Names of Python for those of a network.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { helperNames } from "./helpers.ts";
import { NablaError } from "../../base/nabla_error.ts";

const keywords = new Set(
  "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield match case"
    .split(" "),
);

/** What a module of PyTorch has already. */
const attributes = new Set(
  "T_destination add_module apply bfloat16 buffers call_super_init children compile cpu cuda double dump_patches eval extra_repr float forward get_buffer get_extra_state get_parameter get_submodule half ipu load_state_dict modules mtia named_buffers named_children named_modules named_parameters parameters register_backward_hook register_buffer register_forward_hook register_forward_pre_hook register_full_backward_hook register_full_backward_pre_hook register_load_state_dict_post_hook register_load_state_dict_pre_hook register_module register_parameter register_state_dict_post_hook register_state_dict_pre_hook requires_grad_ set_extra_state set_submodule share_memory state_dict to to_empty train training type xpu zero_grad self"
    .split(" "),
);

/** Names that a program uses itself. */
const taken = new Set([
  ...keywords,
  ...helperNames,
  ..."self torch nn F math len sum outputs objective parts scale offset loss_of"
    .split(" "),
]);

/** A variable for a value of this name. */
export function variable(name: string): string {
  const own = name.replaceAll(".", "_");
  return taken.has(own) ? `${own}_` : own;
}

/** @throws {NablaError} if a module cannot have a part of this name. */
export function requireAttribute(path: string): void {
  for (const name of path.split(".")) {
    if (!keywords.has(name) && !attributes.has(name)) continue;
    throw new NablaError("call", {
      action: say("write a program for PyTorch"),
      rule: say("a step must not be called as a part of every module is"),
      found: name,
      wayOut: say("give the step another label"),
    });
  }
}
